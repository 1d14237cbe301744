export const LOGIN_HOST = 'login.postbox.example'
export const API_HOST = 'api.postbox.example'
export const LOOK = { place: 'Postbox', accent: '#aa2222' }
