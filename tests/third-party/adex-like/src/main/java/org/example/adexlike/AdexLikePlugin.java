package org.example.adexlike;

import org.hillock.api.Components;
import org.hillock.api.HillockPlugin;
import org.hillock.api.Plugin;

/** Contributes AdexLike. */
@HillockPlugin(id = "adex-like")
public final class AdexLikePlugin implements Plugin {
  @Override
  public Components components() {
    return Components.of(AdexLike.class);
  }
}
