import { html, type Html } from './html.ts'

export interface SignInFields {
  /** The provider's label for user names. */
  readonly label: string
  readonly placeholder?: string
  readonly usernames: readonly string[]
}

/** The user name and password fields, with the sandbox's users listed beside them. */
export function signInFields({ label, placeholder = '', usernames }: SignInFields): Html {
  return html`<label for="username">${label}</label>
    <input
      id="username"
      name="username"
      autocomplete="username"
      placeholder="${placeholder}"
      autofocus
      required
    />
    <label for="password">Password</label>
    <input id="password" name="password" type="password" autocomplete="current-password" required />
    <p class="soft">
      Users of this sandbox: ${usernames.slice(0, 5).join(', ')}. Passwords are on its
      <a href="/_sandbox/">control page</a>.
    </p>`
}

export function errorNote(message: string | undefined): Html {
  return message ? html`<p class="error" role="alert">${message}</p>` : html``
}
