// What a host writes, with the component and with the hook, inside what React can put around it.
import { FaceAuth, useFaceAuth } from 'face-auth-widget/react';
import * as React from 'react';

/** Options whose functions are new with every render, and report from which one they are. */
function options({ token, version, confirms, ...given }, report) {
  const confirm = ({ token }) => {
    report.told(version, { type: 'confirm' });
    return confirms === 'fails'
      ? Promise.reject(new Error('No answer.'))
      : Promise.resolve({ status: 'SUCCESS', token });
  };
  return {
    ...given,
    token: token === 'provider' ? () => report.provide(version) : token,
    ...(confirms && { confirm }),
    onEvent: (event) => report.told(version, event),
    onApproved: () => report.told(version, { type: 'onApproved' }),
  };
}

function WithComponent({ report, ...given }) {
  return (
    <FaceAuth
      id="face"
      className="check"
      data-version={given.version}
      ref={report.handle}
      {...options(given, report)}
    >
      One moment…
    </FaceAuth>
  );
}

function WithHook({ bare, report, ...given }) {
  const { ref, ...check } = useFaceAuth(options(given, report));
  report.rendered({ ...check, token: given.token });
  return bare ? null : <div id="face" ref={ref} />;
}

class Boundary extends React.Component {
  state = { caught: false };

  static getDerivedStateFromError() {
    return { caught: true };
  }

  componentDidCatch(error) {
    this.props.report.caught(error);
  }

  render() {
    return this.state.caught ? 'Something is wrong.' : this.props.children;
  }
}

const Waiting = React.lazy(() => new Promise(() => {}));

/** Can be hidden since React 19.2. */
const Activity = React.Activity ?? React.Fragment;

export function App({ lax, hook, none, waiting, hidden, ...given }) {
  const Mode = lax ? React.Fragment : React.StrictMode;
  const Check = hook ? WithHook : WithComponent;
  const mode = React.Activity && { mode: hidden ? 'hidden' : 'visible' };
  return (
    <Mode>
      <Boundary report={given.report}>
        <React.Suspense fallback="Waiting…">
          {waiting && <Waiting />}
          <Activity {...mode}>{!none && <Check version={0} {...given} />}</Activity>
        </React.Suspense>
      </Boundary>
    </Mode>
  );
}
