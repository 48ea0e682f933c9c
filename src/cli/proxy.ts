import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import { Agent, type AgentConnectOpts } from 'agent-base';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';
import { messageOf } from '../core/shared/errorText.ts';
import { t } from '../core/shared/l10n.ts';
import { UsageError } from './usage.ts';

/**
 * The proxy that the environment names for an address: HTTPS_PROXY, HTTP_PROXY or ALL_PROXY, unless NO_PROXY
 * excepts its host; in capitals or not, as curl reads them.
 * @throws {UsageError} when it is no http: or https: address
 */
export function proxyFor(url: string): URL | undefined {
  const named = getProxyForUrl(url);
  if (named === '') return undefined;
  const proxy = URL.parse(named);
  if (proxy === null || !/^https?:$/.test(proxy.protocol) || proxy.hostname === '') {
    throw new UsageError(
      t(
        'The proxy set in the environment is not an http: or https: address. Fix HTTPS_PROXY, HTTP_PROXY or ALL_PROXY, or list the host in NO_PROXY.',
      ),
    );
  }
  return proxy;
}

/** From now on every request of this process goes through the proxy that the environment names for it. */
export function useProxies(): void {
  const agent = new ProxyByAddress(http.globalAgent, https.globalAgent);
  http.globalAgent = agent;
  // One agent serves both; the type of this one asks for what no request uses.
  Object.assign(https, { globalAgent: agent });
}

/** Node's own, with a method that its types leave out. */
type PlainRequest = Parameters<HttpProxyAgent<string>['connect']>[0];

/** Chooses for each request, as its address may be excepted. */
class ProxyByAddress extends Agent {
  readonly #plain: http.Agent;
  readonly #secure: http.Agent;

  constructor(plain: http.Agent, secure: http.Agent) {
    super();
    this.#plain = plain;
    this.#secure = secure;
  }

  override async connect(
    request: http.ClientRequest,
    options: AgentConnectOpts,
  ): Promise<Duplex | http.Agent> {
    const scheme = options.secureEndpoint ? 'https' : 'http';
    const proxy = proxyFor(`${scheme}://${request.getHeader('host')}`);
    if (proxy === undefined) return options.secureEndpoint ? this.#secure : this.#plain;
    try {
      return await (options.secureEndpoint
        ? new HttpsProxyAgent(proxy).connect(request, options)
        : new HttpProxyAgent(proxy).connect(request as PlainRequest, options));
    } catch (error) {
      // Else it would be taken for the API's own refusal.
      const why = messageOf(error);
      throw new Error(t("The proxy {host} can't be used: {why}", { host: proxy.host, why }), {
        cause: error,
      });
    }
  }
}
