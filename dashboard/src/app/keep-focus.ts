const FOCUSABLE = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex="0"]'
/** What is above the page: it comes and goes while a control of the page is in use. */
const ABOVE = 'dialog, [role="menu"]'

/**
 * When the control that has the focus is removed, such as the button of a deleted row, the focus goes to the same control of
 * the next row: a browser gives it to nothing, and the keyboard starts again at the top.
 */
export function keepFocus(content: HTMLElement): void {
  /** What had the focus in the page, or is in its place. */
  let control: HTMLElement | null = null
  const restore = (): void => {
    const { activeElement: active, body } = document
    // Until the next frame, the focus is still in a dialog that is closed.
    const isLost = active === body || active?.checkVisibility() === false
    if (isLost && !document.querySelector('dialog[open]')) control?.focus({ preventScroll: true })
  }
  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement && target !== document.body && !target.closest(ABOVE)) control = target
  })
  document.addEventListener('pointerdown', ({ target }) => {
    if (target instanceof Element && !target.closest(`${FOCUSABLE}, label, ${ABOVE}`)) control = null
  })
  // The event does not bubble.
  document.addEventListener('close', () => setTimeout(restore), true)
  new MutationObserver((records) => {
    if (control === null) return
    if (!control.isConnected)
      control = inPlaceOf(control, records) ?? document.querySelector<HTMLElement>('main')
    // What only moves within its list loses the focus, too.
    else if (!records.some((record) => isRemoved(control, record))) return
    restore()
  }).observe(content, { childList: true, subtree: true })
}

function isRemoved(control: HTMLElement | null, { removedNodes }: MutationRecord): boolean {
  return [...removedNodes].some((node) => node.contains(control))
}

function inPlaceOf(control: HTMLElement, records: readonly MutationRecord[]): HTMLElement | null {
  const record = records.find((one) => one.target.isConnected && isRemoved(control, one))
  const removed = record && [...record.removedNodes].find((node) => node.contains(control))
  // A page with another heading is another page.
  if (!(removed instanceof Element) || !(record?.target instanceof Element) || removed.querySelector('h1'))
    return null
  const index = [...removed.querySelectorAll(FOCUSABLE)].indexOf(control)
  const { before, after } = besides(record)
  for (const beside of [...after, ...before]) {
    const controls = focusableIn(beside)
    const same = controls[Math.min(Math.max(index, 0), controls.length - 1)]
    if (same) return same
  }
  return nextAfter(record.target)
}

/** The elements around the place from which a record removed one; the nearest first. */
function besides({ target, previousSibling }: MutationRecord): { before: Element[]; after: Element[] } {
  const children = target instanceof Element ? [...target.children] : []
  const previous = children.findLastIndex(
    (child) =>
      child === previousSibling ||
      (previousSibling?.isConnected === true && Boolean(child.compareDocumentPosition(previousSibling) & 4)),
  )
  return { before: children.slice(0, previous + 1).toReversed(), after: children.slice(previous + 1) }
}

function focusableIn(element: Element): HTMLElement[] {
  const all = [...element.querySelectorAll<HTMLElement>(FOCUSABLE)]
  if (element instanceof HTMLElement && element.matches(FOCUSABLE)) all.unshift(element)
  return all.filter((one) => one.checkVisibility())
}

/** The last row is gone: what comes next on the page. */
function nextAfter(place: Element): HTMLElement | null {
  const { DOCUMENT_POSITION_FOLLOWING, DOCUMENT_POSITION_CONTAINED_BY } = Node
  const after = DOCUMENT_POSITION_FOLLOWING | DOCUMENT_POSITION_CONTAINED_BY
  const controls = [...document.querySelectorAll('main')].flatMap(focusableIn)
  return controls.find((control) => (place.compareDocumentPosition(control) & after) > 0) ?? null
}
