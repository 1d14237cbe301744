import { appPage } from './app-page.ts'
import type { AppView } from './app-view.ts'

/** Open and click rates of campaigns as bars, with the numbers. */
export const REPORTS_VIEW: AppView = {
  name: 'reports_view',
  uri: 'ui://letterlock/reports.html',
  title: 'Campaign reports',
  html: appPage(
    'Campaign reports',
    `
const bar = (label, { rate, unique }) => {
  const row = make('div')
  row.append(make('p', label + ': ' + (rate * 100).toFixed(1) + ' % (' + unique + ')'))
  const track = make('div', undefined, 'bar'), fill = make('i')
  fill.style.width = Math.min(100, rate * 100) + '%'
  track.setAttribute('role', 'img')
  track.setAttribute('aria-label', label + ' ' + (rate * 100).toFixed(1) + ' %')
  track.append(fill)
  row.append(track)
  return row
}
const show = ({ reports, notSent, source }) => {
  main.append(make('h1', 'Campaigns of ' + source.accountName))
  for (const { name, subject, sentAt, sent, opens, clicks, bounces, unsubscribes } of reports) {
    const part = make('section')
    const when = sentAt ? new Date(sentAt).toLocaleDateString(document.documentElement.lang || undefined, { dateStyle: 'medium' }) : ''
    part.append(make('p', subject ?? name), make('p', [when, 'sent to ' + sent, bounces.total + ' bounced', unsubscribes + ' unsubscribed'].filter(Boolean).join(' · '), 'soft'))
    part.append(bar('Opened', opens), bar('Clicked', clicks))
    main.append(part)
  }
  if (notSent.length > 0) main.append(make('p', 'Not sent: ' + notSent.join(', '), 'soft'))
}
`,
  ),
}
