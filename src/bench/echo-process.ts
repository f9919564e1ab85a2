import { createServer } from 'node:http'
import express from 'express'
import { listenAndTell } from './listen-and-tell.ts'

/** The peer: nothing but Express that parses a JSON body and sends it back. */
const app = express()
app.use(express.json())
app.post('/echo', (request, response) => void response.json(request.body))

listenAndTell(createServer(app))
