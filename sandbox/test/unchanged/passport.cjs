// As the strategy's readme shows it, on a server of Node. Nothing of the sandbox is named.
const { createServer } = require('node:http')
const passport = require('passport')
const { Strategy } = require('passport-mailchimp')

const [, , port, clientID, clientSecret] = process.argv
const callbackURL = `http://127.0.0.1:${port}/callback`
passport.use(
  new Strategy({ clientID, clientSecret, callbackURL }, (_token, _none, profile, done) =>
    done(null, profile),
  ),
)
const authenticate = passport.authenticate('mailchimp', { session: false })

createServer((request, response) => {
  request.query = Object.fromEntries(new URL(request.url, callbackURL).searchParams)
  authenticate(request, response, (error) =>
    response.writeHead(error ? 500 : 200).end(error ? error.message : JSON.stringify(request.user)),
  )
}).listen(port, '127.0.0.1', () => process.stdout.write('ready\n'))
