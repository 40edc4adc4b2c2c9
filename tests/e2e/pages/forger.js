// Says what the vendor's frame would say, and then that it did: messages of one window arrive in
// order, so whoever has heard the marker has been offered the forgeries.
for (const forgery of [{ status: 'APPROVED' }, '{"status":"APPROVED"}', 'APPROVED']) {
  parent.postMessage(forgery, '*');
}
parent.postMessage({ marker: 'forged' }, '*');
