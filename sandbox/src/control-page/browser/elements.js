/**
 * Adds an element with a text. Texts are set as text: requests come from programs under test.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Element} parent
 * @param {Name} name
 * @param {string} [text]
 * @param {string} [className]
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function add(parent, name, text = '', className = '') {
  const element = document.createElement(name)
  element.textContent = text
  if (className !== '') element.className = className
  parent.append(element)
  return element
}

const SVG = 'http://www.w3.org/2000/svg'

/**
 * Adds one of the icons that the page has.
 *
 * @param {Element} parent
 * @param {string} name
 */
export function addIcon(parent, name) {
  const icon = document.createElementNS(SVG, 'svg')
  icon.setAttribute('class', 'icon')
  icon.setAttribute('aria-hidden', 'true')
  const use = document.createElementNS(SVG, 'use')
  use.setAttribute('href', `#i-${name}`)
  icon.append(use)
  parent.append(icon)
}

/**
 * @param {string} selector
 * @returns {HTMLElement} of the page, which has it
 */
export function find(selector) {
  const element = document.querySelector(selector)
  if (!(element instanceof HTMLElement)) throw new Error(`The page has no ${selector}.`)
  return element
}

/**
 * @param {string} selector
 * @returns {HTMLInputElement} of the page, which has it
 */
export function findInput(selector) {
  const input = find(selector)
  if (!(input instanceof HTMLInputElement)) throw new Error(`${selector} is no input.`)
  return input
}

/**
 * Adds a status as its color, its sign and its number.
 *
 * @param {Element} parent
 * @param {number} status 0: there is no response
 * @param {string} [className]
 */
export function addStatus(parent, status, className = '') {
  const tone = toneOf(status)
  const element = add(parent, 'span', '', `status ${tone} ${className}`)
  addIcon(element, tone)
  add(element, 'span', status === 0 ? 'no response' : String(status))
}

/** @param {number} status */
function toneOf(status) {
  if (status === 501) return 'warn'
  if (status === 0 || status >= 500) return 'bad'
  return status >= 400 ? 'warn' : 'good'
}
