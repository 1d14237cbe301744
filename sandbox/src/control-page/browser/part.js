import { add } from './elements.js'

/**
 * A title, and one of several views below it.
 *
 * @param {Element} detail
 * @param {string} title
 * @param {string} facts
 * @param {readonly (readonly [name: string, show: (block: Element) => void])[]} views
 */
export function addPart(detail, title, facts, views) {
  const heading = add(detail, 'div', '', 'part')
  add(heading, 'h2', title)
  add(heading, 'span', facts, 'soft')
  const choice = add(heading, 'div', '', 'choice')
  choice.role = 'group'
  choice.ariaLabel = `View of the ${title.toLowerCase()}`
  const block = add(detail, 'pre')
  block.tabIndex = 0
  const buttons = views.map(([name, show]) => {
    const [word = '', count] = name.split(' ')
    const button = add(choice, 'button', word)
    button.type = 'button'
    if (count !== undefined) add(button, 'span', count, 'count')
    button.addEventListener('click', () => {
      for (const other of buttons) other.ariaPressed = String(other === button)
      block.replaceChildren()
      show(block)
    })
    return button
  })
  buttons[0]?.click()
}
