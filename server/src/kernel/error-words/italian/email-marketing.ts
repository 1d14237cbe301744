import type { EMAIL_MARKETING_ERRORS } from '../../error-catalogue/email-marketing.ts'
import type { SentencesOf } from '../error-words.ts'

export const ITALIAN_EMAIL_MARKETING: SentencesOf<typeof EMAIL_MARKETING_ERRORS> = {
  audience_required: ['{provider|Il fornitore} tiene i contatti per lista.', 'Indica una lista.'],
  sender_required: [
    'L’account non ha un indirizzo mittente verificato.',
    'Verificane uno su {provider|questo fornitore}.',
  ],
  contact_suppressed: [
    'Questo contatto non si può modificare ({contactStatus}).',
    'Solo il contatto può iscriversi di nuovo, con il modulo di {provider|questo fornitore}.',
  ],
  contact_exists: [
    'Un altro contatto ha questo indirizzo ({contactStatus}). Non è stato modificato nulla.',
    'Modifica invece quel contatto.',
  ],
  job_not_found: [
    'Questo lavoro non esiste, oppure il suo resoconto è stato eliminato una settimana dopo la fine.',
    'Controlla l’ID.',
  ],
  job_ended: ['Il lavoro è già terminato ({jobStatus}).', 'Guarda il suo resoconto.'],
  too_many_jobs: [
    '{maximum} dei tuoi lavori non sono ancora terminati.',
    'Attendi che uno finisca, oppure annullane uno, e riprova.',
  ],
  segment_too_large: [
    'Queste condizioni richiedono più di quanto legge una richiesta: {what}.',
    'Usa meno giorni, una lista più piccola, o condizioni che {provider|il fornitore} valuta da sé.',
  ],
  segment_in_use: [
    'La campagna {campaignId} va a questo segmento, e attende approvazione o è programmata. Non è stato modificato nulla.',
    'Attendi che la richiesta di invio sia decisa o scada, oppure annulla la programmazione, e riprova.',
  ],
  campaign_in_use: [
    'La campagna {campaignId} attende approvazione o è programmata, e questa chiamata potrebbe cambiare che cosa parte e per chi. Non è stata inoltrata.',
    'Attendi che la richiesta di invio sia decisa o scada, oppure annulla la programmazione, e riprova. Le chiamate su altre campagne o altri segmenti passano.',
  ],
  unknown_contact_field: ['La lista non ha il campo {fields}.', 'I campi sono: {knownFields}.'],
  campaign_busy: [
    '{what|La campagna}: un’altra richiesta la sta inviando o modificando. Non è stato fatto nulla.',
    'Attendi che finisca, controlla lo stato della campagna e riprova.',
  ],
  campaign_changed: [
    'La campagna o i suoi destinatari sono cambiati dopo la richiesta di approvazione. Non è stato inviato nulla.',
    'Controllala e fai chiedere di nuovo l’approvazione.',
  ],
  campaign_not_draft: [
    'La campagna non è una bozza ({campaignStatus}); si possono modificare o inviare solo le bozze.',
    'Crea una nuova campagna, oppure annulla la programmazione di questa.',
  ],
  campaign_not_ready: ['La campagna non si può inviare: {blockers}.', 'Risolvi il problema e riprova.'],
  campaign_not_scheduled: ['La campagna non è programmata.', 'Controlla lo stato della campagna.'],
  campaign_not_sent: [
    'La campagna non è ancora inviata ({campaignStatus}), perciò non ha un report.',
    'Riprova dopo l’invio.',
  ],
  invalid_send_time: ['La campagna non si può inviare a quest’ora: {problem}.', 'Scegli un’altra ora.'],
  test_recipient_not_allowed: [
    'Le email di prova vanno solo agli indirizzi dell’account: {allowed}.',
    'Usa uno di questi.',
  ],
  user_approval_required: [
    'Un utente che ha eseguito l’accesso deve approvarlo. Non è stato inviato nulla.',
    'Approvalo su {approvalUrl}.',
  ],
  approver_unavailable: [
    'Nessuno può approvarlo, perciò non è stato inviato nulla.',
    'Usa un programma che può chiedertelo, oppure invia su {provider|questo fornitore}.',
  ],
  approval_text_mismatch: [
    'Il testo non corrisponde. Non è stato inviato nulla.',
    'Scrivi ciò che è tra virgolette: {expected}.',
  ],
  send_request_not_found: ['Questa richiesta di invio non esiste.', 'Fanne creare una nuova.'],
  send_request_expired: [
    'La richiesta di invio è scaduta. Non è stato inviato nulla.',
    'Fanne creare una nuova.',
  ],
  send_request_declined: [
    'La richiesta di invio è stata rifiutata. Non è stato inviato nulla.',
    'Per inviare la campagna, fanne creare una nuova.',
  ],
  send_request_replaced: [
    'È stata approvata un’altra richiesta di invio per questa campagna. Non è stato inviato nulla di nuovo.',
    'Controlla lo stato della campagna, oppure fai creare una nuova richiesta.',
  ],
  send_request_used: [
    'La richiesta di invio è già stata usata. Non è stato inviato nulla di nuovo.',
    'Controlla lo stato della campagna.',
  ],
}
