/*
 * Limits that more than one part enforces or shows: the API, the assistants' tools, the dashboard. Lengths are in characters. A limit that one
 * file enforces is in that file.
 */

export const MAX_PAGE_SIZE = 100

/** Of users, workspaces, OAuth apps, secret keys, passkeys. */
export const MAX_NAME_LENGTH = 100
export const MAX_DESCRIPTION_LENGTH = 200
export const MAX_EMAIL_LENGTH = 200
export const MAX_URL_LENGTH = 2000
export const MAX_SEARCH_LENGTH = 200
export const MAX_LABELS = 20
/** How many names, and values of each name, a list of labels contains: the most used ones. */
export const MAX_COUNTED_LABEL_NAMES = 50
export const MAX_COUNTED_LABEL_VALUES = 20
export const LABEL_NAME = /^[a-z][a-z0-9_-]*$/
export const MAX_LABEL_NAME_LENGTH = 40
export const MAX_LABEL_VALUE_LENGTH = 100
/** An ID that Letterlock issued, or the slug of a provider. */
export const MAX_OWN_ID_LENGTH = 64
/** An ID of a provider or an application, or a name in its place. */
export const MAX_FOREIGN_ID_LENGTH = 200
/** The token of a link. */
export const MAX_LINK_TOKEN_LENGTH = 100
/** A cursor that holds the provider's own position. */
export const MAX_CURSOR_LENGTH = 2000

/** NIST SP 800-63B-4, section 3.1.1.2: 15 for a password as the only factor, and no composition rules. */
export const MIN_PASSWORD_LENGTH = 15
export const MAX_PASSWORD_LENGTH = 128

/** A `data:` URL, some 30 kB of image: it travels with every view of the connect page. */
export const MAX_LOGO_LENGTH = 40_000

/** Bodies of forwarded calls up to this size are buffered, if there is memory: they can be sent again, and be looked at. Larger ones stream. */
export const MAX_BUFFERED_BODY_BYTES = 1024 * 1024

export const MAX_CAMPAIGN_NAME_LENGTH = 80
export const MAX_CONTACT_FIELD_NAME_LENGTH = 100
export const MAX_CONTACT_FIELD_LENGTH = 1000
export const MAX_APPROVAL_TEXT_LENGTH = 1000

/** How long a send request can be approved. */
export const SEND_REQUEST_LIFETIME_MINUTES = 10

export const MAX_HTML_BYTES = 1024 * 1024

/** The body of a request without content, such as forms and most of the API. A route that takes more says so. */
export const MAX_BODY_BYTES = 64 * 1024
/** The body of a request with hundreds of contacts, or with logos. */
export const MAX_LIST_BODY_BYTES = 1024 * 1024
/** The body of a request with the HTML of an email, whose quotes and line breaks are escaped. */
export const MAX_EMAIL_BODY_BYTES = 2 * MAX_HTML_BYTES
/** The body of a request with thousands of contacts. */
export const MAX_JOB_BODY_BYTES = 8 * 1024 * 1024
