-- When a certificate stopped counting is written down once: replacing it afterwards does not move that moment.
CREATE OR REPLACE FUNCTION partner_identity_follows() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.certificate <> OLD.certificate THEN
    UPDATE partner_certificate SET retired_at = now()
     WHERE partner = OLD.id AND certificate = OLD.certificate AND retired_at IS NULL;
  END IF;
  INSERT INTO partner_oin (oin, partner) VALUES (NEW.oin, NEW.id) ON CONFLICT (oin) DO NOTHING;
  IF (SELECT partner FROM partner_oin WHERE oin = NEW.oin) <> NEW.id THEN
    RAISE unique_violation USING MESSAGE = 'this number is of another partner';
  END IF;
  INSERT INTO partner_certificate (partner, certificate) VALUES (NEW.id, NEW.certificate) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
