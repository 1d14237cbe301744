import type { Campaign } from '@letterlock/sdk/wire.ts'

/** English phrases in the facts of errors, which pages translate. Each is a literal where its error is thrown. */
export const PHRASES = [
  // Why a password is weak.
  'it repeats one character',
  'it repeats a few characters',
  'it has characters in the order of the alphabet, or numbers in theirs',
  'it follows the order of the keys on a keyboard',
  'it is made of your name, your address, or the name of this product',
  'it contains a date',
  'it contains a year',
  'it is a common password, or made of few parts',
  // Which credential a provider has rejected.
  'API key',
  'legacy credentials',
  'tokens',
  // What is being sent or changed.
  'A segment of the campaign',
  'A campaign of this account',
  'The account',
  // Why a campaign cannot be sent, or not at a time.
  'it has no subject',
  'it has no sender',
  'it has no content',
  'it has no audience',
  'its audience has no contacts',
  'a segment that it goes to was deleted',
  'it is more than one email, such as an A/B test: send it from the provider’s own pages',
  'it goes to contacts who meet conditions of its own: save them as a segment, and let it go to that',
  'its links cannot be listed, because its HTML has tags within the attributes of tags',
  'it is scheduled already',
  'it is being sent',
  'it was sent already',
  'it was canceled',
  'sending it has failed',
  'it is archived',
  'it has changed since it was asked for',
  'it is over',
  'it must be a whole minute',
  // What a provider does not support.
  'API keys',
  'A/B tests',
  'a change of a segment that was made on its pages',
  'a search by a part of an address or by name (pass the whole address)',
  'a sender per campaign',
  'an exchange of legacy credentials',
  'archiving a contact',
  'asking a new contact to confirm',
  'automations',
  'clicks by link',
  'deleting a contact for good',
  'deleting a contact for good (archive it)',
  'device authorization',
  'email marketing',
  'growth by month',
  'moving a campaign to another audience',
  'segments',
  'tags',
  'templates',
  'the parts of an older A/B test',
  'the HTML of templates',
  // What is wrong with a field, where no rule says it.
  'A return URL uses https and has no query.',
] as const

/** Facts also say the status of a campaign. */
export type Phrase = (typeof PHRASES)[number] | Campaign['status']
