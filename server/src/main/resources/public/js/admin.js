// Requests that only the administrator may make. The token stays in this tab and goes into a header, never into an address.
const KEPT = 'latent-lab-admin-token';

/** Fills a password field with the token that was used before in this tab. */
export function recallToken(field) {
  field.value = sessionStorage.getItem(KEPT) ?? '';
}

/** Sends a request; what it returns is JSON. Throws an Error that says what was wrong. */
export async function request(method, url, token, body) {
  let response;
  try {
    response = await fetch(url, {
      method,
      headers: {'Authorization': `Bearer ${token}`, ...(body && {'Content-Type': 'application/json'})},
      body: body && JSON.stringify(body),
    });
  } catch {
    throw new Error(translated('The server does not answer. Is it still running?'));
  }
  const answer = await response.json().catch(() => ({}));
  if (![401, 429].includes(response.status)) {
    sessionStorage.setItem(KEPT, token);
  }
  if (!response.ok) {
    throw new Error(response.status === 401 ? translated('This is not the administrator’s token.') : answer.detail ?? translated('The server answered {0}.', response.status));
  }
  return answer;
}

/** Gets a page of this site anew, as a document. */
export async function freshPage() {
  const response = await fetch(location.pathname, {headers: {'Accept': 'text/html'}});
  if (!response.ok) {
    throw new Error(translated('The server answered {0}.', response.status));
  }
  return new DOMParser().parseFromString(await response.text(), 'text/html');
}
