const { BACKEND = 'http://localhost:8080' } = process.env;

/** The widget needs nothing here: this only passes the page's calls on to the example backend. */
export default {
  rewrites: () => [{ source: '/api/:path*', destination: `${BACKEND}/api/:path*` }],
};
