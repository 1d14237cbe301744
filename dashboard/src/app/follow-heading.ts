const PRODUCT = 'Letterlock'

/** Keeps the document title equal to the page's heading. */
export function followHeading(within: HTMLElement): void {
  const follow = (): void => {
    const heading = within.querySelector('h1')?.textContent.replaceAll(/\s+/g, ' ').trim()
    const title = heading ? `${heading} · ${PRODUCT}` : PRODUCT
    if (document.title !== title) document.title = title
  }
  new MutationObserver(follow).observe(within, { childList: true, characterData: true, subtree: true })
}
