import assert from 'node:assert/strict'
import { test } from 'node:test'
import { outlookText } from './outlook-text.ts'

test('the text of conditional comments is what only Outlook shows', () => {
  for (const [html, text] of [
    ['<p>Rye</p><!--[if mso]><p>Pay <b>now</b></p><![endif]-->', 'Pay now'],
    ['<!--[if (gte mso 9)|(IE)]>One<![endif]--><!--[IF MSO]>Two<![endif]-->', 'One\nTwo'],
    ['<!--[if mso]><a href="https://evil.example">Pay</a><![endif]-->', '[https://evil.example/] Pay'],
    ['<!--[if mso]>One<!--[if mso]>Two<![endif]-->', 'One\nTwo'],
    ['<!--[if mso]>One', 'One'],
    ['<!--[if mso]><XML>96</xml >One<xml>2</xml>Two<xml>Three<![endif]-->', 'OneTwo Three'],
  ] as const)
    assert.equal(outlookText(html), text, html)
})

test('where they only hold tables, or hide something from Outlook, there is none', () => {
  for (const html of [
    '<p>Rye</p>',
    '<!--[if gte mso 9]><xml><o:OfficeDocumentSettings><o:AllowPNG/><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml><![endif]-->',
    '<!-- [if mso] is not a condition here -->',
    '<!--[if mso]><table><tr><td><![endif]--><p>Rye</p><!--[if mso]></td></tr></table><![endif]-->',
    '<!--[if !mso]><!--><p>Rye</p><!--<![endif]-->',
  ])
    assert.equal(outlookText(html), null, html)
})

test('many conditions without an end are read in a time that grows with the length', () => {
  const html = '<!--[if mso]>'.repeat(80_000)
  const begun = process.cpuUsage().user
  outlookText(html)
  assert.ok(process.cpuUsage().user - begun < 5_000_000)
})
