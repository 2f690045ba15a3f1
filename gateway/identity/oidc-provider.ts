// On Node 20 this library warns at import that it prefers a newer one. Our whole suite runs it on Node 20, and the first
// line of the demo is for people; so its import is quiet, and everything it says later is heard.
const { warn } = console;
console.warn = () => undefined;
export const { Provider, errors } = await import('oidc-provider');
console.warn = warn;
