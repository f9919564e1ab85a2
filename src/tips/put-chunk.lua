-- Keeps a piece of a sealed file until a tip claims it; a claimed one stays as it is.
-- KEYS[1]  the piece                                  antam:{unit:ID}:file:FILEID:CHUNK
-- KEYS[2]  sorted set of the unit's waiting files     antam:{unit:ID}:waiting
-- ARGV[1]  its bytes
-- ARGV[2]  the file, "FILEID:CHUNKS"
-- Result   'stored' | 'claimed' | 'unreserved' (nothing was stored)
if redis.call('TTL', KEYS[1]) == -1 then return 'claimed' end
local goesAt = redis.call('ZSCORE', KEYS[2], ARGV[2])
if not goesAt then return 'unreserved' end
redis.call('SET', KEYS[1], ARGV[1], 'EXAT', goesAt)
return 'stored'
