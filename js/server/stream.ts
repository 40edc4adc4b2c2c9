/** A stream of bytes, as a `Request` and a `Response` have it. */
export interface ByteStream {
  getReader(): {
    read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>;
    cancel(): Promise<unknown>;
  };
}

/**
 * Reads a stream to its end, or until enough has come.
 *
 * @param isEnough told how many bytes there are; the rest is not waited for.
 */
export async function readStream(
  stream: ByteStream | null | undefined,
  isEnough: (length: number) => boolean,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = stream?.getReader();
  while (reader && !isEnough(length)) {
    const { value } = await reader.read();
    if (!value) break;
    chunks.push(value);
    length += value.length;
  }
  reader?.cancel().catch(() => {});
  return joined(chunks, length);
}

function joined(chunks: Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
