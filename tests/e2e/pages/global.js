// A classic script that uses the global one as soon as it has run: at once, or when it has loaded.
// What the page's own address names is where the frame is.
window.begin = () => {
  const frameUrl = new URLSearchParams(location.search).get('frame');
  const session = FaceAuth.mount('#face', { token: 'APPROVED.1', frameUrl });
  session.outcome.then(({ kind }) => {
    window.outcome = kind;
  });
};
if (window.FaceAuth) begin();
else document.querySelector('script[src*=global]').addEventListener('load', begin);
