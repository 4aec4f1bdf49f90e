/** Where this page's server is: scripts lie one folder below its root, whatever path that is served under. */
const script = import.meta.url;
const ROOT = new URL('../', script);

/** The server's day as this page was sent, in UTC; where nothing says it, the reader's. */
export function serverDay(): string {
  const said = globalThis.document?.documentElement.dataset['today'];
  return said && /^\d{4}-\d{2}-\d{2}$/.test(said) ? said : new Date().toISOString().slice(0, 10);
}

/** The address of a path of the server, for links and requests of the page. */
export function onServer(path: string): string {
  return ROOT.pathname + path;
}

/** The same with scheme and host, for scripts that have no address of their own. May hold `{z}` and the like. */
export function wholeAddress(path: string): string {
  return ROOT.href + path;
}

/** The page of a report, at a sentence where its first code point is given. */
export function reportPage(id: string, quoteStart?: number | null): string {
  const sentence = quoteStart == null ? '' : `#q-${quoteStart}`;
  return onServer(`reports/${encodeURIComponent(id)}?f=html${sentence}`);
}
