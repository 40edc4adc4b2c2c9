// A vendor's frame without camera and server, for pages with many of them. It says what its token
// tells it to once it has loaded: "FAILED-APPROVED.3" is two statuses in one task, "NOTHING.4" none.
const [words] = new URLSearchParams(location.search).get('token').split('.');
const say = (status) => parent.postMessage({ status }, '*');

addEventListener('load', () => {
  const statuses = words.split('-').filter((word) => word !== 'NOTHING');
  // A task later, so that the page around has heard of the `load` too.
  setTimeout(() => statuses.forEach(say));
});
document.querySelector('#approve').addEventListener('click', () => say('APPROVED'));
document.querySelector('#fail').addEventListener('click', () => say('FAILED'));
