-- Reads a conversation and whether a message was committed before.
-- KEYS  1 session (hash)  2 marks (zset)      ARGV  1 mark or ''
-- Gives {version or '', sealed session or '', seen 0 or 1}
local stored = redis.call('HMGET', KEYS[1], 'v', 's')
local seen = ARGV[1] ~= '' and redis.call('ZSCORE', KEYS[2], ARGV[1])
return { stored[1] or '', stored[2] or '', seen and 1 or 0 }
