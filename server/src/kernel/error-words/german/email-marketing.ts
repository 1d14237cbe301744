import type { EMAIL_MARKETING_ERRORS } from '../../error-catalogue/email-marketing.ts'
import type { SentencesOf } from '../error-words.ts'

export const GERMAN_EMAIL_MARKETING: SentencesOf<typeof EMAIL_MARKETING_ERRORS> = {
  audience_required: [
    '{provider|Der Anbieter} führt Kontakte nach Zielgruppen.',
    'Geben Sie eine Zielgruppe an.',
  ],
  sender_required: [
    'Das Konto hat keine bestätigte Absenderadresse.',
    'Bestätigen Sie eine bei {provider|diesem Anbieter}.',
  ],
  contact_suppressed: [
    'Dieser Kontakt kann nicht geändert werden ({contactStatus}).',
    'Nur der Kontakt selbst kann sich wieder anmelden, über das Formular von {provider|diesem Anbieter}.',
  ],
  contact_exists: [
    'Ein anderer Kontakt hat diese Adresse ({contactStatus}). Es wurde nichts geändert.',
    'Ändern Sie stattdessen jenen Kontakt.',
  ],
  job_not_found: [
    'Diesen Auftrag gibt es nicht, oder sein Bericht wurde eine Woche nach seinem Ende gelöscht.',
    'Prüfen Sie die ID.',
  ],
  job_ended: ['Der Auftrag ist schon beendet ({jobStatus}).', 'Sehen Sie in seinen Bericht.'],
  too_many_jobs: [
    '{maximum} Ihrer Aufträge sind noch nicht beendet.',
    'Warten Sie, bis einer beendet ist, oder brechen Sie einen ab, und versuchen Sie es noch einmal.',
  ],
  segment_too_large: [
    'Diese Bedingungen brauchen mehr, als eine Anfrage liest: {what}.',
    'Nehmen Sie weniger Tage, eine kleinere Zielgruppe oder Bedingungen, die {provider|der Anbieter} selbst auswertet.',
  ],
  segment_in_use: [
    'Die Kampagne {campaignId} geht an dieses Segment und wartet auf Freigabe oder ist geplant. Es wurde nichts geändert.',
    'Warten Sie, bis über ihren Versand entschieden oder die Anfrage abgelaufen ist, oder heben Sie die Planung auf, und versuchen Sie es noch einmal.',
  ],
  campaign_in_use: [
    'Die Kampagne {campaignId} wartet auf Freigabe oder ist geplant, und dieser Aufruf könnte ändern, was an wen geht. Er wurde nicht weitergeleitet.',
    'Warten Sie, bis über ihren Versand entschieden oder die Anfrage abgelaufen ist, oder heben Sie die Planung auf, und versuchen Sie es noch einmal. Aufrufe, die eine andere Kampagne oder ein anderes Segment nennen, gehen weiter.',
  ],
  unknown_contact_field: ['Die Zielgruppe hat kein Feld {fields}.', 'Es gibt diese Felder: {knownFields}.'],
  campaign_busy: [
    '{what|Die Kampagne} wird gerade von einer anderen Anfrage versendet oder geändert. Es wurde nichts getan.',
    'Warten Sie, bis das fertig ist, sehen Sie nach dem Status der Kampagne und versuchen Sie es noch einmal.',
  ],
  campaign_changed: [
    'Die Kampagne oder ihre Empfänger haben sich geändert, seit die Freigabe angefragt wurde. Es wurde nichts versendet.',
    'Prüfen Sie sie und lassen Sie die Freigabe neu anfragen.',
  ],
  campaign_not_draft: [
    'Die Kampagne ist kein Entwurf ({campaignStatus}); nur Entwürfe lassen sich ändern oder versenden.',
    'Legen Sie eine neue Kampagne an, oder heben Sie die Planung dieser auf.',
  ],
  campaign_not_ready: [
    'Die Kampagne kann nicht versendet werden: {blockers}.',
    'Beheben Sie das und versuchen Sie es noch einmal.',
  ],
  campaign_not_scheduled: ['Die Kampagne ist nicht geplant.', 'Sehen Sie nach dem Status der Kampagne.'],
  campaign_not_sent: [
    'Die Kampagne ist noch nicht versendet ({campaignStatus}) und hat deshalb keinen Bericht.',
    'Versuchen Sie es nach dem Versand noch einmal.',
  ],
  invalid_send_time: [
    'Die Kampagne kann nicht zu dieser Zeit versendet werden: {problem}.',
    'Wählen Sie eine andere Zeit.',
  ],
  test_recipient_not_allowed: [
    'Test-E-Mails gehen nur an die eigenen Adressen des Kontos: {allowed}.',
    'Verwenden Sie eine davon.',
  ],
  user_approval_required: [
    'Ein angemeldeter Nutzer muss das freigeben. Es wurde nichts versendet.',
    'Geben Sie es unter {approvalUrl} frei.',
  ],
  approver_unavailable: [
    'Niemand kann das freigeben, deshalb wurde nichts versendet.',
    'Verwenden Sie ein Programm, das Sie fragen kann, oder versenden Sie es bei {provider|diesem Anbieter}.',
  ],
  approval_text_mismatch: [
    'Der Text stimmt nicht überein. Es wurde nichts versendet.',
    'Geben Sie ein, was in Anführungszeichen steht: {expected}.',
  ],
  send_request_not_found: ['Diese Versandanfrage gibt es nicht.', 'Lassen Sie eine neue stellen.'],
  send_request_expired: [
    'Die Versandanfrage ist abgelaufen. Es wurde nichts versendet.',
    'Lassen Sie eine neue stellen.',
  ],
  send_request_declined: [
    'Die Versandanfrage wurde abgelehnt. Es wurde nichts versendet.',
    'Um die Kampagne zu versenden, lassen Sie eine neue stellen.',
  ],
  send_request_replaced: [
    'Eine andere Versandanfrage für diese Kampagne wurde freigegeben. Es wurde nichts erneut versendet.',
    'Sehen Sie nach dem Status der Kampagne, oder lassen Sie eine neue Anfrage stellen.',
  ],
  send_request_used: [
    'Die Versandanfrage wurde schon verwendet. Es wurde nichts erneut versendet.',
    'Sehen Sie nach dem Status der Kampagne.',
  ],
}
