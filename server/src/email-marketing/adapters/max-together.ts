/** How many contacts a provider is asked to add with one call: the least of what providers take. */
export const MAX_TOGETHER = 500
