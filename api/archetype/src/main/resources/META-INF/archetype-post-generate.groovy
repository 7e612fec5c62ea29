import java.nio.file.Files

// The files of the chosen kind are laid over the project; those of the others go.
def project = new File(request.outputDirectory, request.artifactId)
def kinds = new File(project, 'kinds')
def chosen = new File(kinds, request.properties.getProperty('kind'))
if (!chosen.directory) {
  def known = kinds.list().sort().join(', ')
  project.deleteDir()
  throw new IllegalArgumentException("there is no kind '${chosen.name}'; there are ${known}")
}
chosen.eachFileRecurse { file ->
  if (file.file) {
    def target = project.toPath().resolve(chosen.toPath().relativize(file.toPath()))
    Files.createDirectories(target.parent)
    Files.move(file.toPath(), target)
  }
}
kinds.deleteDir()
