export const AUTHORIZE_PATH = '/oauth2/authorize'
