// A vendor whose messages are no status, in shapes that only script can make; then a genuine one.
class Result {
  get status() {
    return 'APPROVED';
  }
}
const odd = [
  new Map([['status', 'APPROVED']]),
  Object.assign(['APPROVED'], { status: 'APPROVED' }),
  new String('APPROVED'),
  new Result(),
  Object.create({ status: 'APPROVED' }),
  new Error('APPROVED'),
  undefined,
  new Uint8Array([65, 66]),
];
for (const data of odd) parent.postMessage(data, '*');
parent.postMessage({ status: 'APPROVED' }, '*');
