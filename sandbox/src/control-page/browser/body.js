import { add } from './elements.js'

/* Bodies as they are read: forms as a table of names and values, JSON with its names and values in color. */

/**
 * @param {Element} parent
 * @param {string} body
 * @param {string} type Content-Type
 */
export function addBody(parent, body, type) {
  if (body === '') add(parent, 'span', 'No body', 'comment')
  else if (type.startsWith('application/x-www-form-urlencoded')) addForm(parent, body)
  else addJson(parent, pretty(body))
}

/** @param {string} text */
function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

/**
 * @param {Element} parent
 * @param {string} body
 */
function addForm(parent, body) {
  const fields = [...new URLSearchParams(body)]
  const width = Math.min(24, Math.max(...fields.map(([name]) => name.length)))
  for (const [index, [name, value]] of fields.entries()) {
    add(parent, 'span', `${index === 0 ? '' : '\n'}${name.padEnd(width)}  `)
    add(parent, 'span', value, 'value')
  }
}

/** A name with its colon, another text, or a number, true, false, null. */
const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\b\d[\d.eE+-]*/g
/** More would make a page slow; what is left is shown without color. */
const MAX_TOKENS = 4000

/**
 * @param {Element} parent
 * @param {string} text
 */
function addJson(parent, text) {
  if (!/^\s*[[{]/.test(text)) return void add(parent, 'span', text)
  let end = 0
  for (const token of [...text.matchAll(TOKEN)].slice(0, MAX_TOKENS)) {
    const [whole, string, colon] = token
    parent.append(text.slice(end, token.index))
    add(
      parent,
      'span',
      string !== undefined && colon !== undefined ? string : whole,
      colon ? 'name' : 'value',
    )
    if (colon !== undefined) parent.append(colon)
    end = token.index + whole.length
  }
  parent.append(text.slice(end))
}
