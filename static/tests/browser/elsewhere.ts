/** Small servers that stand between the browser and the server under test: an article, a proxy. */
import { type IncomingMessage, type RequestListener, type Server, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Runs `body` with the port of a server that answers with `listener`. */
export async function serving<T>(listener: RequestListener, body: (port: number) => Promise<T>): Promise<T> {
  const server: Server = createServer(listener);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  try {
    return await body((server.address() as AddressInfo).port);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** A page that shows `address` in a frame with these attributes. */
export function article(address: string, attributes: string): RequestListener {
  return (_, answer) => {
    answer.setHeader('content-type', 'text/html; charset=utf-8');
    answer.end(`<!doctype html><title>An article</title><iframe title="Corridors" ${attributes} style="border:0;width:100%;height:90vh" src="${address}"></iframe>`);
  };
}

/** A proxy under the path `prefix`, which it takes away before it passes a request on to `target`. */
export function behindPrefix(target: string, prefix: string): RequestListener {
  const { hostname, port } = new URL(target);
  return (asked: IncomingMessage, answer) => {
    const path = asked.url ?? '/';
    if (!path.startsWith(`${prefix}/`)) {
      answer.writeHead(404).end();
      return;
    }
    const passed = request({ hostname, port, method: asked.method, path: path.slice(prefix.length), headers: asked.headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    passed.on('error', () => answer.writeHead(502).end());
    asked.pipe(passed);
  };
}
