import express from 'express'

/** The peer: nothing but Express that parses a JSON body and sends it back. */
const app = express()
app.use(express.json())
app.post('/echo', (request, response) => void response.json(request.body))

const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' ? address?.port : 0 })
})
