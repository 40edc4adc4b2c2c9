import { connection } from 'next/server';
import { FaceCheck } from './face-check.jsx';

const { BACKEND = 'http://localhost:8080' } = process.env;

export default async function Page() {
  await connection(); // the backend is asked at each request, and not when this is built
  const { frameUrl } = await (await fetch(`${BACKEND}/api/config`)).json();

  return (
    <>
      <h1>Approve the payment</h1>
      <FaceCheck frameUrl={frameUrl} />
    </>
  );
}
