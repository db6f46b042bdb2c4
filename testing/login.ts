/**
 * Logs in at the local issuer as a browser without JavaScript would: follows redirects, keeps cookies, fills in the form
 * and sends it.
 *
 * @param name what goes into the form
 * @returns where the issuer sends the browser in the end, which is the client's; not visited
 * @throws {Error} with the page's text, when it shows no form
 */
export async function logIn(authorizationUrl: string | URL, name: string): Promise<URL> {
  const start = new URL(authorizationUrl)
  const cookies = new Map<string, string>()

  async function visit(url: URL, init: RequestInit = {}): Promise<URL> {
    if (url.origin !== start.origin) return url
    const cookie = [...cookies].map(([key, value]) => `${key}=${value}`).join('; ')
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { Cookie: cookie, Accept: 'text/html' } })
    for (const [pair = ''] of response.headers.getSetCookie().map(header => header.split(';'))) {
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    const location = response.headers.get('Location')
    if (location !== null) return visit(new URL(location, url))

    const page = await response.text()
    const field = /<form method="post">[\s\S]*<input [^>]*name="(\w+)"/.exec(page)?.[1]
    if (field === undefined || init.method === 'POST')
      throw new Error(page.replace(/<style>[\s\S]*<\/style>|<[^>]+>/g, ''))
    return visit(url, { method: 'POST', body: new URLSearchParams({ [field]: name }) })
  }

  return visit(start)
}
