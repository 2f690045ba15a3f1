-- Up Migration

-- One partner may be known by several numbers; one number is of one partner.
CREATE TABLE partner_oin (
  oin     text PRIMARY KEY CHECK (oin ~ '^[0-9A-Z]{20}$'),
  partner text NOT NULL REFERENCES partner (id)
);

-- While one certificate replaces another both count; a retired one never counts again.
CREATE TABLE partner_certificate (
  partner     text NOT NULL REFERENCES partner (id),
  certificate text NOT NULL,
  added_at    timestamptz NOT NULL DEFAULT now(),
  retired_at  timestamptz,
  PRIMARY KEY (partner, certificate)
);

-- The names under which another issuer knows our partners.
CREATE TABLE partner_client (
  issuer    text NOT NULL,
  client_id text NOT NULL,
  partner   text NOT NULL REFERENCES partner (id),
  PRIMARY KEY (issuer, client_id)
);

-- Keys of another kind than RSA only by agreement; a token from before `tokens_from` counts no more.
ALTER TABLE partner
  ADD COLUMN agreed_es256 boolean NOT NULL DEFAULT false,
  ADD COLUMN tokens_from timestamptz;

INSERT INTO partner_oin (oin, partner) SELECT oin, id FROM partner;
INSERT INTO partner_certificate (partner, certificate) SELECT id, certificate FROM partner;

-- The number and certificate that a partner is entered with are the first of each. Another certificate in the partner's own
-- row replaces the one that stood there.
CREATE FUNCTION partner_identity_follows() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.certificate <> OLD.certificate THEN
    UPDATE partner_certificate SET retired_at = now() WHERE partner = OLD.id AND certificate = OLD.certificate;
  END IF;
  INSERT INTO partner_oin (oin, partner) VALUES (NEW.oin, NEW.id) ON CONFLICT (oin) DO NOTHING;
  IF (SELECT partner FROM partner_oin WHERE oin = NEW.oin) <> NEW.id THEN
    RAISE unique_violation USING MESSAGE = 'this number is of another partner';
  END IF;
  INSERT INTO partner_certificate (partner, certificate) VALUES (NEW.id, NEW.certificate) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER identity_follows AFTER INSERT OR UPDATE OF oin, certificate ON partner
  FOR EACH ROW EXECUTE FUNCTION partner_identity_follows();

-- Who loses a certificate loses the tokens that were had with it; that is at most one lifetime of tokens.
CREATE FUNCTION certificate_retires_tokens() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE partner SET tokens_from = now() WHERE id = NEW.partner;
  RETURN NULL;
END $$;
CREATE TRIGGER retires_tokens AFTER UPDATE OF retired_at ON partner_certificate
  FOR EACH ROW WHEN (NEW.retired_at IS NOT NULL AND OLD.retired_at IS NULL)
  EXECUTE FUNCTION certificate_retires_tokens();

DO $$
DECLARE
  facts text;
BEGIN
  FOREACH facts IN ARRAY ARRAY['partner_oin', 'partner_certificate', 'partner_client'] LOOP
    EXECUTE format('CREATE TRIGGER raises_epoch AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %I
                    FOR EACH STATEMENT EXECUTE FUNCTION raise_epoch()', facts);
  END LOOP;
END $$;
