import type { KoaContextWithOIDC } from 'oidc-provider'
import { renderDocument } from '../views/document.ts'
import { html, Html } from '../views/html.ts'

/** The few pages that the authorization server shows itself; the others are the dashboard's. */
function sendPage(context: KoaContextWithOIDC, title: string, body: Html): void {
  const { markup, headers } = renderDocument(
    { title },
    html`<h1>${title}</h1>
      ${body}`,
  )
  context.type = 'html'
  context.set(headers)
  context.body = markup
}

/**
 * A page that ends an authorization.
 * @param message a sentence for the user; it is escaped
 */
export function showError(context: KoaContextWithOIDC, message: string): void {
  sendPage(
    context,
    'Something went wrong',
    html`<p class="error" role="alert">${message}</p>
      <p>Go back to your assistant and start again.</p>`,
  )
}

/** @param form the library's own markup, with its CSRF token */
export function askForCode(context: KoaContextWithOIDC, form: string, failed: boolean): void {
  const text = failed
    ? html`<p class="error" role="alert">
        This code is incorrect or has expired. Check it, or start again on your device.
      </p>`
    : html`<p>Enter the code shown on your device.</p>`
  const labelled = form.replace('name="user_code"', 'name="user_code" aria-label="Code"')
  sendPage(
    context,
    'Enter device code',
    html`${text}${new Html(labelled)}
      <p class="actions"><button type="submit" form="op.deviceInputForm">Continue</button></p>`,
  )
}

/** @param form the library's own markup, with its CSRF token */
export function confirmCode(context: KoaContextWithOIDC, form: string, client: string, code: string): void {
  sendPage(
    context,
    'Confirm device code',
    html`<p>${client} shows this code:</p>
      <p><code class="code">${code}</code></p>
      <p class="soft">Continue only if you started this on your own device.</p>
      ${new Html(form)}
      <p class="actions">
        <button type="submit" form="op.deviceConfirmForm">Yes, this is my code</button>
        <button type="submit" class="quiet" form="op.deviceConfirmForm" name="abort" value="yes">No</button>
      </p>`,
  )
}

/** The page after a device was authorized. */
export function showDone(context: KoaContextWithOIDC): void {
  sendPage(context, 'Device authorized', html`<p>You can close this page.</p>`)
}
