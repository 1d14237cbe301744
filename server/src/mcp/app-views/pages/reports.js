/* Open and click rates of campaigns as bars, with the numbers. */

/** @typedef {{ rate: number, unique: number }} Rate */
/**
 * @typedef {{ name: string, subject: string | null, sentAt: string | null, sent: number, opens: Rate, clicks: Rate,
 *   bounces: { total: number }, unsubscribes: number }} CampaignFigures
 */

/**
 * @param {string} label
 * @param {Rate} rate
 */
const bar = (label, { rate, unique }) => {
  const percent = `${(rate * 100).toFixed(1)} %`
  const row = make('div')
  const track = make('div', undefined, 'bar')
  const fill = make('i')
  fill.style.width = `${Math.min(100, rate * 100)}%`
  track.setAttribute('role', 'img')
  track.setAttribute('aria-label', `${label} ${percent}`)
  track.append(fill)
  row.append(make('p', `${label}: ${percent} (${unique})`), track)
  return row
}

/** @param {string | null} time */
const dayOf = (time) =>
  time === null
    ? ''
    : new Date(time).toLocaleDateString(document.documentElement.lang || undefined, { dateStyle: 'medium' })

/** @param {{ reports: CampaignFigures[], notSent: string[], source: { accountName: string } }} result */
const showReports = ({ reports, notSent, source }) => {
  main.append(make('h1', `Campaigns of ${source.accountName}`))
  for (const { name, subject, sentAt, sent, opens, clicks, bounces, unsubscribes } of reports) {
    const facts = [
      dayOf(sentAt),
      `sent to ${sent}`,
      `${bounces.total} bounced`,
      `${unsubscribes} unsubscribed`,
    ]
    const part = make('section')
    part.append(make('p', subject ?? name), make('p', facts.filter(Boolean).join(' · '), 'soft'))
    part.append(bar('Opened', opens), bar('Clicked', clicks))
    main.append(part)
  }
  if (notSent.length > 0) main.append(make('p', `Not sent: ${notSent.join(', ')}`, 'soft'))
}

void startView(showReports)
