const PRODUCT = 'Letterlock'

/**
 * Keeps the document title equal to the page's heading, and announces a new heading to screen readers, since no new document is loaded.
 */
export function followHeading(within: HTMLElement): void {
  const announcement = document.createElement('p')
  announcement.className = 'sr-only'
  announcement.setAttribute('aria-live', 'polite')
  document.body.append(announcement)
  const follow = (): void => {
    const heading = within.querySelector('h1')?.textContent.replaceAll(/\s+/g, ' ').trim()
    const title = heading ? `${heading} · ${PRODUCT}` : PRODUCT
    if (document.title === title) return
    document.title = title
    announcement.textContent = heading ?? ''
  }
  new MutationObserver(follow).observe(within, { childList: true, characterData: true, subtree: true })
}
