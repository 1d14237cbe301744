import type { EMAIL_MARKETING_ERRORS } from '../../error-catalogue/email-marketing.ts'
import type { SentencesOf } from '../error-words.ts'

export const FRENCH_EMAIL_MARKETING: SentencesOf<typeof EMAIL_MARKETING_ERRORS> = {
  audience_required: ['{provider|Le fournisseur} range les contacts par audience.', 'Indiquez une audience.'],
  sender_required: [
    'Le compte n’a pas d’adresse d’expéditeur vérifiée.',
    'Vérifiez-en une chez {provider|ce fournisseur}.',
  ],
  contact_suppressed: [
    'Ce contact ne peut pas être modifié ({contactStatus}).',
    'Seul le contact peut se réinscrire, avec le formulaire de {provider|ce fournisseur}.',
  ],
  contact_exists: [
    'Un autre contact a cette adresse ({contactStatus}). Rien n’a été modifié.',
    'Modifiez plutôt ce contact.',
  ],
  job_not_found: [
    'Cette tâche n’existe pas, ou son rapport a été supprimé une semaine après sa fin.',
    'Vérifiez l’ID.',
  ],
  job_ended: ['La tâche est déjà terminée ({jobStatus}).', 'Consultez son rapport.'],
  too_many_jobs: [
    '{maximum} de vos tâches ne sont pas encore terminées.',
    'Attendez qu’une se termine, ou annulez-en une, et réessayez.',
  ],
  segment_too_large: [
    'Ces conditions demandent plus que ce qu’une requête peut lire : {what}.',
    'Prenez moins de jours, une audience plus petite, ou des conditions que {provider|le fournisseur} évalue lui-même.',
  ],
  segment_in_use: [
    'La campagne {campaignId} va à ce segment, et attend une approbation ou est planifiée. Rien n’a été modifié.',
    'Attendez que sa demande d’envoi soit tranchée ou expire, ou annulez la planification, et réessayez.',
  ],
  campaign_in_use: [
    'La campagne {campaignId} attend une approbation ou est planifiée, et cet appel pourrait changer ce qui part ou à qui. Il n’a pas été transmis.',
    'Attendez que sa demande d’envoi soit tranchée ou expire, ou annulez la planification, et réessayez. Les appels concernant une autre campagne ou un autre segment passent.',
  ],
  unknown_contact_field: ['L’audience n’a pas de champ {fields}.', 'Les champs sont : {knownFields}.'],
  campaign_busy: [
    '{what|La campagne} : une autre requête effectue un envoi ou une modification. Rien n’a été fait.',
    'Attendez qu’elle soit terminée, vérifiez l’état de la campagne et réessayez.',
  ],
  campaign_changed: [
    'La campagne ou ses destinataires ont changé depuis la demande d’approbation. Rien n’a été envoyé.',
    'Vérifiez-la et faites redemander l’approbation.',
  ],
  campaign_not_draft: [
    'La campagne n’est pas un brouillon ({campaignStatus}) ; seuls les brouillons peuvent être modifiés ou envoyés.',
    'Créez une nouvelle campagne, ou annulez la planification de celle-ci.',
  ],
  campaign_not_ready: ['La campagne ne peut pas être envoyée : {blockers}.', 'Corrigez cela et réessayez.'],
  campaign_not_scheduled: ['La campagne n’est pas planifiée.', 'Vérifiez l’état de la campagne.'],
  campaign_not_sent: [
    'La campagne n’est pas encore envoyée ({campaignStatus}), elle n’a donc pas de rapport.',
    'Réessayez après l’envoi.',
  ],
  invalid_send_time: [
    'La campagne ne peut pas être envoyée à cette heure : {problem}.',
    'Choisissez une autre heure.',
  ],
  test_recipient_not_allowed: [
    'Les e-mails de test ne vont qu’aux adresses du compte : {allowed}.',
    'Utilisez l’une d’elles.',
  ],
  user_approval_required: [
    'Un utilisateur connecté doit l’approuver. Rien n’a été envoyé.',
    'Approuvez sur {approvalUrl}.',
  ],
  approver_unavailable: [
    'Personne ne peut l’approuver, donc rien n’a été envoyé.',
    'Utilisez un programme qui peut vous le demander, ou envoyez la campagne chez {provider|ce fournisseur}.',
  ],
  approval_text_mismatch: [
    'Le texte ne correspond pas. Rien n’a été envoyé.',
    'Saisissez ce qui est entre guillemets : {expected}.',
  ],
  send_request_not_found: ['Cette demande d’envoi n’existe pas.', 'Faites-en créer une nouvelle.'],
  send_request_expired: [
    'La demande d’envoi a expiré. Rien n’a été envoyé.',
    'Faites-en créer une nouvelle.',
  ],
  send_request_declined: [
    'La demande d’envoi a été refusée. Rien n’a été envoyé.',
    'Pour envoyer la campagne, faites créer une nouvelle demande.',
  ],
  send_request_replaced: [
    'Une autre demande d’envoi de cette campagne a été approuvée. Rien n’a été envoyé une seconde fois.',
    'Vérifiez l’état de la campagne, ou faites créer une nouvelle demande.',
  ],
  send_request_used: [
    'La demande d’envoi a déjà été utilisée. Rien n’a été envoyé une seconde fois.',
    'Vérifiez l’état de la campagne.',
  ],
}
