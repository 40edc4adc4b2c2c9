// A program that Node runs as CommonJS gets the package, which is of modules alone, by `import()`.
async function begin(node: Element): Promise<string> {
  const { FaceAuthError, mount } = await import('face-auth-widget');
  try {
    const session = mount(node, { token: 'TOKEN' });
    const { kind } = await session.outcome;
    // @ts-expect-error an outcome of no kind in particular has no reason
    return kind === 'error' ? kind : (await session.outcome).reason;
  } catch (error) {
    // @ts-expect-error nobody knows what was thrown
    console.log(error.code);
    return FaceAuthError.is(error) ? error.code : 'unknown';
  }
}

begin(document.body);
