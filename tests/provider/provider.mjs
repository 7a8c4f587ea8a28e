// The certified provider, with the client and the accounts that a test names in one JSON argument:
// {issuer, port, clients: [...], accounts: {name: {password, groups: [...], ...claims}}}.
// Says "ready" when it listens. Its two pages are its own, so that the browser fetches nothing from elsewhere.

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';

import { Provider } from 'oidc-provider';

const told = JSON.parse(process.argv[2]);
const PAGE = (body) => `<!doctype html><html lang="en"><title>Provider</title><main><h1>Provider</h1>${body}</main>`;
const FORM = (uid, said) => PAGE(`<p>${said}</p><form method="post" action="/interaction/${uid}">
<label>Account <input name="account"></label><label>Secret <input name="secret" type="password"></label>
<button>Continue</button></form><a href="/interaction/${uid}/abort">Not now</a>`);

function key(type, options, members) {
  return { ...generateKeyPairSync(type, options).privateKey.export({ format: 'jwk' }), use: 'sig', ...members };
}

const provider = new Provider(told.issuer, {
  clients: told.clients,
  claims: { profile: ['preferred_username', 'groups'] },
  scopes: ['openid', 'profile'],
  features: { devInteractions: { enabled: false } },
  pkce: { required: () => true },
  cookies: { keys: [randomBytes(32).toString('hex')] },
  jwks: {
    keys: [
      key('rsa', { modulusLength: 2048 }, { kid: 'rsa', alg: 'RS256' }),
      key('ec', { namedCurve: 'P-256' }, { kid: 'ec', alg: 'ES256' }),
    ],
  },
  ttl: { AccessToken: 300, AuthorizationCode: 60, IdToken: 300, Interaction: 600, Session: 3600, Grant: 3600 },
  interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
  async findAccount(ctx, id) {
    const { password, ...claims } = told.accounts[id] ?? {};
    return password && { accountId: id, claims: async () => ({ sub: id, ...claims }) };
  },
  async loadExistingGrant(ctx) { // whoever signs in agrees to what this client asks
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope(ctx.oidc.params.scope);
    await grant.save();
    return grant;
  },
});

async function form(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return new URLSearchParams(Buffer.concat(parts).toString());
}

async function interact(request, response) {
  const [, , uid, abort] = new URL(request.url, told.issuer).pathname.split('/');
  const done = (result) => provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  const show = (said) => response.setHeader('content-type', 'text/html').end(FORM(uid, said));
  if (abort) return done({ error: 'access_denied', error_description: '<b>The person</b> did not want to.' });
  if (request.method === 'GET') return show('Sign in');
  const entered = await form(request);
  const account = told.accounts[entered.get('account')];
  if (!account || account.password !== entered.get('secret')) return show('That is not right');
  return done({ login: { accountId: entered.get('account') } });
}

const answer = provider.callback();
createServer((request, response) => {
  if (request.url === '/favicon.ico') return response.writeHead(204).end();
  if (!request.url.startsWith('/interaction/')) return answer(request, response);
  return interact(request, response).catch((fault) => response.writeHead(400).end(String(fault)));
}).listen(told.port, 'localhost', () => console.log('ready'));
