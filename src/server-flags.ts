/**
 * What Node is given for the server, in `npm start` and the image alike. A bounded young generation keeps idle memory
 * small. It is collected by one thread: where other processes want the second core, the main thread would wait for its
 * helpers. See docs/decisions.md.
 */
export const SERVER_FLAGS: readonly string[] = ['--max-semi-space-size=8', '--no-parallel-scavenge']
