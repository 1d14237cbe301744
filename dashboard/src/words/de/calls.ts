import type { CallWords } from '../words.ts'

export const callTexts: CallWords = {
  calls: {
    title: 'Aufrufe',
    lead: 'Weitergeleitete Aufrufe, E-Mail-Marketing-Anfragen und Tool-Aufrufe, ohne Inhalte und Geheimnisse.',
    none: 'Noch keine Aufrufe',
    noneText: 'Das Protokoll beginnt mit dem ersten Aufruf über eine Verbindung.',
    noneMatch: 'Keine passenden Aufrufe',
    status: 'Ergebnis',
    anyStatus: 'Jedes Ergebnis',
    statuses: { succeeded: 'Erfolgreich', failed: 'Fehlgeschlagen' },
    type: 'Art',
    anyType: 'Alle Arten',
    types: { proxy: 'Weitergeleitet', email_marketing: 'E-Mail-Marketing', mcp_tool: 'Tool' },
    noClient: 'Abgebrochen',
    deleted: 'Gelöscht',
    path: 'Anfrage',
    by: 'Durch',
    at: 'Begonnen',
    error: 'Fehler',
    duration: 'Dauer',
    timing: (own, provider) => `${own} in Letterlock, ${provider} beim Anbieter`,
    requests: 'Anfragen',
    requestCount: (sent, retries) =>
      `${sent} an den Anbieter${retries > 0 ? `, davon ${retries} wiederholt` : ''}`,
    requestId: 'Anfrage-ID',
    repeat: 'Diesen Aufruf wiederholen:',
    repeatChange:
      'Aufruf wiederholen. Er ändert Daten beim Anbieter, und sein Inhalt steht nicht im Protokoll:',
    search: 'Konto oder Anfrage-ID',
    pause: 'Anhalten',
    resume: 'Fortsetzen',
    noConnection: 'Gelöschte Verbindung',
    newCalls: (count) => (count === 1 ? '1 neuer Aufruf' : `${count} neue Aufrufe`),
    summary: (calls, failed) =>
      `${calls.toLocaleString('de')} ${calls === 1 ? 'Aufruf' : 'Aufrufe'}, ${failed.toLocaleString('de')} fehlgeschlagen`,
    all: 'Alle Aufrufe',
    log: 'Protokoll der Aufrufe',
  },
}
