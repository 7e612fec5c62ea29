package org.hillock.plugins.onednn;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Tests that call the library, which the build's jar carries for one platform. */
@EnabledOnOs(
    value = OS.LINUX,
    architectures = "amd64",
    disabledReason = "the build's dnnl jar is for Linux on x86-64")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface WithLibrary {}
