// The pages that a browser sees. They are plain HTML: no script, nothing from elsewhere, one style.

/** Text that is markup already. */
class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Markup in which each inserted text is escaped, as clients name themselves and whoever registers one chooses its name. */
function html(parts: TemplateStringsArray, ...values: (string | Markup | Markup[])[]): Markup {
  const texts = values.map(value => {
    if (typeof value === 'string') return value.replace(/[&<>"']/g, character => entities[character] ?? '')
    return Array.isArray(value) ? value.map(({ text }) => text).join('') : value.text
  })
  return new Markup(String.raw({ raw: parts }, ...texts))
}

const style = html`<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 10vh auto; padding: 0 1rem; color-scheme: light dark }
label { display: block }
input, button { font: inherit; padding: .5rem .75rem; margin: .25rem 0 .75rem; width: 100%; box-sizing: border-box }
code { overflow-wrap: anywhere }
</style>`

const page = (title: string, main: Markup): string =>
  html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>${style}</head>
<body><main><h1>${title}</h1>${main}</main></body>
</html>
`.text

export interface LoginRequest {
  /** What the client calls itself. */
  client: string
  /** The servers that the token will be good for. */
  resources: string[]
  scopes: string[]
  /** Where the browser goes after the login. */
  redirectUri: string
  /** Why the form is shown again. */
  complaint?: string
}

/** Asks for a name. Sending it is the consent, too. */
export function loginPage({ client, resources, scopes, redirectUri, complaint }: LoginRequest): string {
  const list = (items: string[]) => html`<ul>${items.map(item => html`<li><code>${item}</code></li>`)}</ul>`
  return page(
    'Who are you?',
    html`
<p><strong>${client}</strong> asks to act for you at</p>${list(resources)}
<p>with these scopes:</p>${list(scopes)}
${complaint === undefined ? '' : html`<p role="alert">${complaint}</p>`}
<form method="post">
<label for="name">Your name</label>
<input id="name" name="name" required maxlength="255" autocomplete="username" autofocus>
<button>Log in and allow</button>
</form>
<p>Your browser then goes to <code>${redirectUri}</code>.</p>
<p>This issuer is for development: it takes any name and asks for no password.</p>`,
  )
}

/** Says why a login cannot go on. */
export const errorPage = (error: string, description: string): string =>
  page('No login', html`<p>${description}</p><p>Error: <code>${error}</code></p>`)
