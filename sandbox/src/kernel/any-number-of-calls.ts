/** A disabled rate limit: JSON has no infinity. */
export const ANY_NUMBER_OF_CALLS = Number.MAX_SAFE_INTEGER
