import { html, type Html } from '../html.ts'
import { ADMIN_HOST, mailchimpPage } from './page-layout.ts'
import { errorNote } from '../sign-in-fields.ts'
import type { AppFields } from './registered-apps.ts'
import type { App } from './state.ts'

const HOME = `/${ADMIN_HOST}/account/oauth2/`

export function appListPage(apps: App[]): string {
  return mailchimpPage(
    'Registered apps',
    html`<h1>Registered apps</h1>
      ${
        apps.length === 0
          ? html`<p class="soft">You have not registered an app yet.</p>`
          : html`<table>
              <tr>
                <th>App</th>
                <th>Client ID</th>
                <th>Redirect URI</th>
                <td></td>
              </tr>
              ${apps.map(
                (app) =>
                  html`<tr>
                    <td>${app.name}</td>
                    <td><code>${app.clientId}</code></td>
                    <td><code>${app.redirectUri}</code></td>
                    <td><a href="${HOME}${app.clientId}">Edit</a></td>
                  </tr>`,
              )}
            </table>`
      }
      <a class="button" href="${HOME}new">Register an app</a>
      <a class="button quiet" href="/${ADMIN_HOST}/account/api/">API keys and authorized apps</a>`,
  )
}

export function appPage({
  app,
  fields,
  problem,
}: {
  app?: App
  fields?: AppFields
  problem?: string
}): string {
  const input = (name: keyof AppFields, label: string) =>
    html`<label for="${name}">${label}</label
      ><input id="${name}" name="${name}" value="${fields?.[name] ?? ''}" />`
  return mailchimpPage(
    app ? 'Edit app' : 'Register an app',
    html`<h1>${app ? `Edit ${app.name}` : 'Register an app'}</h1>
      ${errorNote(problem)}
      <form method="post" action="${HOME}${app?.clientId}">
        ${input('name', 'App name')} ${input('description', 'App description')}
        ${input('company', 'Company / Organization')} ${input('website', 'App website')}
        ${input('redirectUri', 'Redirect URI')}
        <p class="soft">Compared character by character. localhost is not accepted: use 127.0.0.1.</p>
        <button>${app ? 'Update' : 'Create'}</button>
        <a class="button quiet" href="${HOME}">Cancel</a>
      </form>
      ${app && rotateForm(app)}`,
  )
}

/** A dialog without script that asks for the word ROTATE. */
function rotateForm(app: App): Html {
  return html`<h2>Client ID</h2>
    <p><code>${app.clientId}</code></p>
    <h2>Client secret</h2>
    <p>••••••••••••••••</p>
    <button class="quiet" popovertarget="rotate">Rotate</button>
    <dialog id="rotate" popover aria-labelledby="rotate-title">
      <form method="post" action="${HOME}${app.clientId}/rotate">
        <h2 id="rotate-title">Rotate the client secret</h2>
        <p>The old secret stops working at once. Type <strong>ROTATE</strong> to go on.</p>
        <label for="confirmation">Confirmation</label>
        <input id="confirmation" name="confirmation" autocomplete="off" autofocus />
        <button>Rotate Client Secret</button>
        <button class="quiet" type="button" popovertarget="rotate" popovertargetaction="hide">Cancel</button>
      </form>
    </dialog>
    <form method="post" action="${HOME}${app.clientId}/delete">
      <button class="quiet">Delete app</button>
    </form>`
}

export function secretPage(title: string, app: App): string {
  return mailchimpPage(
    title,
    html`<h1>${title}</h1>
      <h2>Client ID</h2>
      <p><code id="client_id">${app.clientId}</code></p>
      <h2>Client secret</h2>
      <p><code id="client_secret">${app.clientSecret}</code></p>
      <p class="note">This is the only time you will see this secret. Copy it and store it securely.</p>
      <a class="button" href="${HOME}">Done</a>`,
  )
}
